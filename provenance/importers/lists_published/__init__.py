"""Sanctions and export-control lists as their publishers write them, a file each. `formats.FORMATS` names them all."""
