"""Splitting minutes over topics, each minute under exactly one (hours.md, section 4)."""


def split_minutes(minutes: int, weights: dict[str, int]) -> dict[str, int]:
    """``minutes`` ≥ 0 split in proportion to ``weights`` by largest remainder, ties by slug; zero shares are left out.

    >>> split_minutes(10, {"asylum": 2, "ethics_upl": 1})
    {'asylum': 7, 'ethics_upl': 3}
    """
    total = sum(weights.values())
    if total <= 0:
        raise ValueError("Topic weights must add up to more than zero.")
    shares = {slug: divmod(minutes * weight, total) for slug, weight in weights.items()}
    left = minutes - sum(whole for whole, _ in shares.values())
    by_remainder = sorted(shares, key=lambda slug: (-shares[slug][1], slug))
    lucky = set(by_remainder[:left])
    split = {slug: whole + (slug in lucky) for slug, (whole, _) in shares.items()}
    return {slug: split[slug] for slug in sorted(split) if split[slug]}


def split_range(from_minutes: int, to_minutes: int, weights: dict[str, int]) -> dict[str, int]:
    """What the minutes from ``from_minutes`` to ``to_minutes`` of a cumulative total add to each topic.

    The cumulative split is what stays right as minutes arrive in parts; by the Alabama paradox of largest remainders a
    topic may lose a minute to another while the total grows, so a part can be negative. The sum is always exact.
    """
    before = split_minutes(from_minutes, weights)
    after = split_minutes(to_minutes, weights)
    parts = {slug: after.get(slug, 0) - before.get(slug, 0) for slug in sorted({*before, *after})}
    return {slug: part for slug, part in parts.items() if part}
