"""One module for each thing that is published: `pages(view)` names them, `fill(...)` says what is on one."""
