"""Legal forms of the world, as they stand at either end of a company's name.

The forms are written the way `normalizing.plain` leaves them: lower case, no accents, no dots
("S. de R.L." is `s de rl`); those of other scripts stand in `native_words.tsv`. A name is never
stripped down to nothing: *Limited* stays *limited*.
"""

from typing import Final

# Forms at the end of a name, by the part of the world that uses them most.
ENGLISH: Final = (
    "inc|incorporated|corp|corporation|co|company|companies|ltd|limited|ltda|llc|llp|lllp|lp|plc"
    "|l l c|public limited company|private limited company|limited liability company|pc|pllc|cic"
    "|limited partnership|unlimited|ulc|gp|pbc|na|n a|trustee|pty|proprietary|pvt|private"
    "|pte|lcc|reit|dac|clg|cc|npc|soc|bancorporation|inc usa|ltee|enr|coop"
)
GERMANIC: Final = (
    "gmbh|ggmbh|mbh|ag|kg|kgaa|ohg|se|ug|ug haftungsbeschrankt|haftungsbeschrankt|ev|eg|ek|gbr"
    "|aktiengesellschaft|gesellschaft mit beschrankter haftung|kommanditgesellschaft|kommandit"
    "|bv|nv|vof|cv|bvba|naamloze vennootschap|besloten vennootschap|ua|ab|ab publ|publ|aktiebolag"
    "|hb|as|asa|ans|da|aps|is|amba|fmba|ivs|oy|oyj|abp|ehf|hf|aktieselskab|aktsiaselts|ou"
    "|allmennaksjeselskap|aksjeselskap|spolka"
)
ROMANCE: Final = (
    "sa|sas|sasu|sarl|eurl|sca|scs|snc|sci|scop|selarl|gie|societe anonyme|sagl|srls|societe"
    "|spa|srl|sapa|sas di|societa per azioni|societa a responsabilita limitata|scarl|scrl|soc coop"
    "|sl|slu|sau|sad|sociedad anonima|sociedad limitada|sociedad anonima abierta|cia|compania"
    "|sab|sab de cv|sa de cv|s de rl|s de rl de cv|sapi|sapi de cv|sacv|saa|sac|saci|sacif|saic"
    "|saica|scc|eirl|spr|sprl|lda|limitada|me|epp|eireli|saic y f|sai|saif|esp|sab de"
    "|sociedade anonima|companhia|sgps|sa sgps|sgr|scpa|sc|saca|sae|anonima"
    "|anonyme|soc anonima|sociedad anonima bursatil"
)
EASTERN: Final = (
    "sp zoo|sp z oo|sp z o o|spzoo"
    "|sp j|sp k|sp|spolka akcyjna|spolka z ograniczona odpowiedzialnoscia"
    "|reszvenytarsasag|nyilvanosan mukodo reszvenytarsasag"
    "|sro|spol s ro|s r o|as cr|vos|kft|zrt|nyrt|bt|doo|dd|ad|ead|eood|ood|jsc|ojsc|cjsc|pjsc"
    "|ooo|oao|pao|zao|ao|too|tov|pat|prat|uab|sia|scs|mmc|tas|a s|anonim sirketi|sanayi ve ticaret"
    "|san ve tic|ltd sti|limited sirketi|sti|ve|ae|epe|ike|public joint stock company|joint stock"
    "|open joint stock company|closed joint stock company|joint stock company"
)
ASIAN: Final = (
    "kk|k k|gk|yk|kabushiki kaisha|kabushikigaisha|godo kaisha|yugen kaisha|sdn|bhd|sdn bhd|berhad"
    "|pcl|public company|public|tbk|persero|pt|jsc|psc|pjsc|qsc|qpsc|saog|saoc|wll|bsc|ksc|kscp"
    "|kpsc|fz|fze|fzc|fzco|fz llc|dmcc|est|sal|sae|sak|ks|gufen youxian gongsi|youxian gongsi"
    "|youxian zeren gongsi|co ltd|chusik hoesa|jusik hoesa|nbfc|tld|cong ty co phan"
    "|cong ty cp|ctcp|cong ty tnhh"
)
# Forms whose letters were typed apart: S. A., G. m. b. H.
SPACED: Final = "s a|s r l|s p a|g m b h|b v|n v|a g|s a s|d o o|p l c|s l"
# What a stock exchange or a directory hangs behind a name; no part of the company's name.
APPENDED: Final = (
    "class [a-d]|cl [a-d]|ser(?:ies)? [a-d]|adrs?|ads|gdrs?|sponsored adr|spon adr|spons adr|ord"
    "|ord shs|ordinary shares|pref|pfd|preferred|fpo|units?|common stock|hq|headquarters"
    "|head office|hauptsitz|zentrale|siege social"
)
# Forms that a width cut off, as fields of 18 to 31 letters do.
CUT: Final = (
    "public c|public co|public comp|public compa|public compan|public company l"
    "|public company li|public company lim|public company limi|public company limit"
    "|public company limite|compan|company l|company li|company lim|company limi|company limit"
    "|company limite|co l|co li|co lim|co limi|co limit|co limite|co lt|limi|limit|limite|cor|corpo"
    "|corpor|corpora|corporat|corporati|corporatio|incorpora|incorporat|incorporate|pvt l|pvt lt"
    "|pty l|pty lt|sa de c|sab de c|public joint st|joint sto|registered sh"
)
# Forms with a class of shares behind them.
CLASSED: Final = (
    "inc a|inc b|inc c|corp a|corp b|ltd a|ltd b|ab a|ab b|ab c|a s a|a s b|as a|as b|asa a|asa b"
    "|plc a|plc b|sa a|sa b|oyj a|oyj b|nv a|nv b|llc a|lp a|spa rsp|spa risp|di risp|risp|rsp|cdr"
    "|nm|sv|fgn|nvdr"
)
# Forms at the beginning of a name: far fewer, and only one of them is taken off.
LEADING: Final = (
    "pt|sarl|sas|sa|sl|ooo|oao|pao|zao|ao|too|tov|pat|prat|pjsc|jsc|ojsc|cjsc|uab|sia|as|ab|oy|doo"
    "|public joint stock company|open joint stock company|joint stock company|kabushiki kaisha|kk"
    "|societe anonyme|societe|firma|fa|gmbh|cv|ud|pp|llc|gup|fgup|sc|soc"
    "|cong ty co phan|cong ty cp|ctcp|cong ty tnhh|cong ty tnhh mtv|cong ty trach nhiem huu han"
    "|cong ty tnhh mot thanh vien"
)


def _by_length(*tables: str) -> str:
    """Join tables of forms into one alternation, longest first, so `co ltd` wins over `ltd`."""
    forms = {form for table in tables for form in table.split("|")}
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


# Searched backwards from the end, which takes no longer the more forms there are.
_TRAILING: Final = _by_length(
    ENGLISH, GERMANIC, ROMANCE, EASTERN, ASIAN, SPACED, APPENDED, CUT, CLASSED
)
TRAILING_PATTERN: Final = f"(?: (?:{_TRAILING}))+$"
# Forms that are nothing else wherever they stand behind the first word: MBH PLC London.
_INSIDE: Final = (
    "inc|incorporated|ltd|limited|llc|plc|gmbh|ltda|pty|pvt|bhd|sdn|llp|srl|sarl|spa"
    "|aktiengesellschaft|oyj|kgaa|pcl|tbk|jsc|pjsc"
)
INSIDE_PATTERN: Final = rf" (?:{_INSIDE})(?-u:\b)"
LEADING_PATTERN: Final = f"^(?:{_by_length(LEADING)}) "
