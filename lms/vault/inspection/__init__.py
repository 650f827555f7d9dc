"""What the vault does with an uploaded file before it keeps it: plain code without tables. See ``inspecting.py`` and `docs/how-to/take-an-upload.md`."""
