"""Deskboard: from the records of a mobile office desk (流动办公桌) to a public site."""

__version__ = "0.1.0"
