"""robots.txt: whether search engines may read the site, and where its sitemap is (RFC 9309, sitemaps.org).

It counts only where the site is at the root of its host. Engines there are that heed nothing else: Baidu does not
know the `noindex` of a page. What is not to be found of a site that is (sheets, what was withdrawn) says so itself.
"""

from urllib.parse import urlsplit


def files(site_url: str, indexed: bool) -> dict[str, bytes]:
    """The file, for a site that wishes to be found or not."""
    rule = f"Disallow:\n\nSitemap: {site_url}sitemap.xml" if indexed else f"Disallow: {urlsplit(site_url).path or '/'}"
    return {"robots.txt": f"User-agent: *\n{rule}\n".encode()}
