"""The demonstration at any size: as many students as are asked for, written in bulk (decision 127)."""
