"""A cohort that is over: two students went the whole way, from the first lesson to a request for accreditation, and to a renewal."""
