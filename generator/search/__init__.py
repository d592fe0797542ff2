"""Search without a server: files from which a script on a phone finds every case whose page has the words.

`blocks` says which documents are together, `index` makes the files of one block of these alone, `revised` makes them
out of what they were, and `first` the one that is loaded before. Nothing here knows where a document comes from.
"""

from generator.search.blocks import blocks, months
from generator.search.document import Document
from generator.search.first import Part, first, part
from generator.search.index import Index, index
from generator.search.revised import revised

__all__ = ["Document", "Index", "Part", "blocks", "first", "index", "months", "part", "revised"]
