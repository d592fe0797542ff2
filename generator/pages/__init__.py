"""One module for each thing that is published: `pages(view)` names them, `slots(...)` fills one."""
