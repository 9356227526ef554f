__version__ = "2.15.0"
cuda = None
git_version = "Unknown"
debug = False
hip = None
