"""A community's own server: a repository that staff push to, a gate before it, and the site that comes of it.

HOME/portal.git    the bare repository; its hooks are `receive`
HOME/work          what is built: the commit that is live, or for a moment the one that is pushed
HOME/www           the releases; the web server reads HOME/www/live
HOME/setup         what the administrator puts into place: nginx, the nightly rebuild
HOME/log           what was taken, refused and published, and when
"""
