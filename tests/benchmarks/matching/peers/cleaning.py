"""The cleaning that every peer starts from, as expressions that RE2, Rust and Python all read.

In this order, over what is in lower case: a name loses its accents, `&` becomes `and`, what is
neither letter nor digit becomes a blank, and legal forms go from its end; a website loses all but
its host. Hosts that are home to many companies are nobody's domain.
"""

ACCENTS = "[\u0300-\u036f]"
NOT_WORDS = r"[!-/:-@\[-`{-~\s]+"
LEGAL = (
    r"( (inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|lp|llp|ag|se|sa|sas|sarl"
    r"|nv|bv|b v|ab|publ|asa|oyj|gmbh|kg|kgaa|ev|spa|s p a|srl|s r l|s a|sl|sau|pty|pvt|private|bhd"
    r"|berhad|tbk|pcl|kk|k k|ltda|holdings|sp z o o|sa de cv|s de r l|ulc))+$"
)
SCHEME = r"^\s*([a-z]+://)?(www\.)?"
PATH = r"[/?#:\s].*$"
PLATFORMS = (
    r"^(.*\.)?(linkedin\.com|facebook\.com|google\.com|twitter\.com|instagram\.com|youtube\.com"
    r"|myshopify\.com|wordpress\.com|wixsite\.com|github\.io|blogspot\.com)$"
)
