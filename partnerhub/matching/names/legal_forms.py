"""Legal forms of the world, as they stand at either end of a company's name.

The forms are written the way `normalizing.plain` leaves them: lower case, no accents, no dots
("S. de R.L." is `s de rl`); those of other scripts stand in `native_words.tsv`. A name is never
stripped down to nothing: *Limited* stays *limited*.
"""

from typing import Final

# Forms at the end of a name, by the part of the world that uses them most.
ENGLISH: Final = (
    "inc|incorporated|corp|corporation|co|company|companies|ltd|limited|ltda|llc|llp|lllp|lp"
    "|plc|l l c|public limited company|private limited company|limited liability company|pc"
    "|pllc|cic|limited partnership|unlimited|ulc|gp|pbc|na|n a|trustee|pty|proprietary|pvt"
    "|private|pte|lcc|reit|dac|clg|cc|npc|soc|bancorporation|inc usa|ltee|enr|coop"
    "|limited liability partnership|limited liability limited partnership|limited liability co"
    "|general partnership|professional corporation|professional association"
    "|professional limited liability company|designated activity company"
    "|company limited by guarantee|company limited by shares|limited by guarantee"
    "|limited by shares|community interest company|benefit corporation"
    "|public benefit corporation|close corporation|and co|and company|p ltd|p limited|opc|slp"
    "|private jsc|public jsc|open jsc|closed jsc|prjsc|private joint stock company"
    "|sole proprietorship|sole proprietor|single owner|one member|single member"
)
GERMANIC: Final = (
    "gmbh|ggmbh|mbh|ag|kg|kgaa|ohg|se|ug|ug haftungsbeschrankt|haftungsbeschrankt|ev|eg|ek|gbr"
    "|aktiengesellschaft|gesellschaft mit beschrankter haftung|kommanditgesellschaft|kommandit"
    "|bv|nv|vof|cv|bvba|naamloze vennootschap|besloten vennootschap|ua|ab|ab publ|publ"
    "|aktiebolag|hb|as|asa|ans|da|aps|is|amba|fmba|ivs|oy|oyj|abp|ehf|hf|aktieselskab"
    "|aktsiaselts|ou|allmennaksjeselskap|aksjeselskap|spolka|ges mbh|ges m b h|gesmbh"
    "|gesellschaft mbh|gesellschaft m b h|gesellschaft mit beschraenkter haftung"
    "|kommanditgesellschaft auf aktien|offene handelsgesellschaft|ekfm|e kfm"
    "|eingetragener kaufmann|eingetragene kauffrau|eingetragener verein"
    "|eingetragene genossenschaft|unternehmergesellschaft"
    "|unternehmergesellschaft haftungsbeschrankt|unternehmergesellschaft haftungsbeschraenkt"
    "|ug haftungsbeschraenkt|haftungsbeschraenkt|gesellschaft burgerlichen rechts"
    "|gesellschaft buergerlichen rechts|partnerschaftsgesellschaft"
    "|partnerschaftsgesellschaft mbb|partg mbb|partgmbb|partg|mbb|stiftung co kg|vvag"
    "|versicherungsverein auf gegenseitigkeit|gemeinnutzige gmbh|gemeinnuetzige gmbh|gag"
    "|gmbh ig|og|keg|anstalt des offentlichen rechts|korperschaft des offentlichen rechts"
    "|und co|u co|und cie|in liquidation|besloten vennootschap met beperkte aansprakelijkheid"
    "|commanditaire vennootschap|vennootschap onder firma|cooperatie ua|cooperatief ua|cvba"
    "|ebvba|vzw|comm v|commv|bv io|aktiebolaget|publikt aktiebolag|handelsbolag|kommanditbolag"
    "|ekonomisk forening|kb|och co|og co|anpartsselskab|interessentskab|kommanditselskab"
    "|partnerselskab|aktieselskabet|k s|i s|p s|sp f|p f|samvirkeforetak|osakeyhtio"
    "|julkinen osakeyhtio|osuuskunta|kommandiittiyhtio|hlutafelag|einkahlutafelag|ohf|slhf"
)
ROMANCE: Final = (
    "sa|sas|sasu|sarl|eurl|sca|scs|snc|sci|scop|selarl|gie|sagl|srls|societe|spa|srl|sapa"
    "|sas di|scarl|scrl|soc coop|sl|slu|sau|sad|cia|compania|sab|sab de cv|sa de cv|s de rl"
    "|s de rl de cv|sapi|sapi de cv|sacv|saa|sac|saci|sacif|saic|saica|scc|eirl|spr|sprl|lda"
    "|limitada|me|epp|eireli|saic y f|sai|saif|esp|sab de|companhia|sgps|sa sgps|sgr|scpa|sc"
    "|saca|sae|anonima|anonyme|soc anonima|cie|et cie|e cia|y cia|y compania|selas|asbl"
    "|unipersonnelle|unipersonale|unipersonal|unipessoal|con socio unico|a socio unico"
    "|socio unico|socio unipersonale|in liquidazione|en liquidation|en liquidacion"
    "|sarl unipersonnelle|societa benefit|srl sb|spa sb|sb srl|soc coop a rl|soc coop arl"
    "|coop a rl|a rl|arl|sca rl|s coop|scoop|sll|slne|slp|aie|sofom|sofom er|sofom enr|sas esp"
    "|sa esp|sapi de c v|compania anonima|comanditaria por acciones|sa de capital aberto"
    "|companhia aberta|mei|srl d"
)
EASTERN: Final = (
    "sp zoo|sp z oo|sp z o o|spzoo|sp j|sp k|sp|reszvenytarsasag|sro|spol s ro|s r o|as cr|vos"
    "|kft|zrt|nyrt|bt|doo|dd|ad|ead|eood|ood|jsc|ojsc|cjsc|pjsc|ooo|oao|pao|zao|ao|too|tov|pat"
    "|prat|uab|sia|scs|mmc|tas|a s|sanayi ve ticaret|san ve tic|ltd sti|sti|ve|ae|epe|ike"
    "|public joint stock company|joint stock|open joint stock company"
    "|closed joint stock company|joint stock company|spolka z oo|spolka z o o|sp z oo sp k"
    "|dooel|jdoo|j d o o|sh pk|shpk|sh p k|sh a|kkt|nonprofit kft|nonprofit zrt"
    "|kozhasznu nonprofit kft|dno|k d|z s|o e|e e|aebe|ticaret ve sanayi|tic ve san|san tic"
    "|sanayi ticaret|sanayi ve tic|san ve ticaret|ticaret as|tic as|ticaret anonim sirketi"
    "|ticaret ltd sti|tic ltd sti|ticaret limited sirketi|sanayi as|san as"
    "|sanayi anonim sirketi|sanayi ltd sti|san ltd sti|sanayi limited sirketi|kollektif sirketi"
    "|komandit sirketi|monoprosopi"
)
ASIAN: Final = (
    "kk|k k|gk|yk|kabushiki kaisha|kabushikigaisha|godo kaisha|yugen kaisha|sdn|bhd|sdn bhd"
    "|berhad|pcl|public company|public|tbk|persero|pt|jsc|psc|pjsc|qsc|qpsc|saog|saoc|wll|bsc"
    "|ksc|kscp|kpsc|fz|fze|fzc|fzco|fz llc|dmcc|est|sal|sae|sak|ks|gufen youxian gongsi"
    "|youxian gongsi|youxian zeren gongsi|co ltd|chusik hoesa|jusik hoesa|nbfc|tld"
    "|cong ty co phan|cong ty cp|ctcp|cong ty tnhh|kabushiki gaisha|goshi kaisha|gomei kaisha"
    "|chusikhoesa|jusikhoesa|yuhan hoesa|yuhanhoesa|sendirian berhad|perseroan terbatas|spc"
    "|kscc|bscc|establishment|sal holding|sole proprietorship llc|mot thanh vien"
)
# Forms in full, which registers put at either end.
WRITTEN_OUT: Final = (
    "societate cu raspundere limitata|societatea cu raspundere limitata|societate pe actiuni"
    "|societatea pe actiuni|societate comerciala|societe a responsabilite limitee"
    "|societe a responsabilite limitee simplifiee|societe par actions simplifiee"
    "|societe par actions simplifiee unipersonnelle"
    "|societe par actions simplifiee a associe unique|societe anonyme"
    "|societe anonyme a directoire|societe anonyme a conseil dadministration"
    "|societe en commandite par actions|societe en commandite simple|societe en commandite"
    "|societe en nom collectif|societe cooperative|societe europeenne"
    "|entreprise unipersonnelle a responsabilite limitee|groupement dinteret economique"
    "|association sans but lucratif|sociedad anonima|sociedad anonima abierta"
    "|sociedad anonima cerrada|sociedad anonima bursatil|sociedad anonima de capital variable"
    "|sociedad anonima bursatil de capital variable"
    "|sociedad anonima promotora de inversion de capital variable|sociedad anonima unipersonal"
    "|sociedad de responsabilidad limitada"
    "|sociedad de responsabilidad limitada de capital variable|sociedad limitada"
    "|sociedad limitada unipersonal|sociedad limitada profesional|sociedad limitada laboral"
    "|sociedad anonima laboral|sociedad por acciones|sociedad por acciones simplificada"
    "|sociedad comanditaria por acciones|sociedad cooperativa|agrupacion de interes economico"
    "|sociedade anonima|sociedade limitada|sociedade por quotas|sociedade empresaria limitada"
    "|empresa individual de responsabilidade limitada|societa per azioni"
    "|societa a responsabilita limitata|societa a responsabilita limitata semplificata"
    "|societa in nome collettivo|societa in accomandita semplice"
    "|societa in accomandita per azioni|societa cooperativa|societa cooperativa agricola"
    "|societa consortile a responsabilita limitata|spolka akcyjna|prosta spolka akcyjna"
    "|spolka z ograniczona odpowiedzialnoscia|spolka komandytowa|spolka komandytowo akcyjna"
    "|spolka jawna|spolka cywilna|spolka z ograniczona odpowiedzialnoscia spolka komandytowa"
    "|akciova spolecnost|akciova spolocnost|spolecnost s rucenim omezenym"
    "|spolocnost s rucenim obmedzenym|komanditni spolecnost|verejna obchodni spolecnost"
    "|drustvo s ogranicenom odgovornoscu|drustvo sa ogranicenom odgovornoscu|dionicko drustvo"
    "|akcionarsko drustvo|druzba z omejeno odgovornostjo|delniska druzba"
    "|uzdaroji akcine bendrove|akcine bendrove|mazoji bendrija"
    "|sabiedriba ar ierobezotu atbildibu|akciju sabiedriba|osauhing|aktsiaselts"
    "|korlatolt felelossegu tarsasag|zartkoruen mukodo reszvenytarsasag"
    "|nyilvanosan mukodo reszvenytarsasag|beteti tarsasag"
    "|obshchestvo s ogranichennoy otvetstvennostyu|obshchestvo s ogranichennoi otvetstvennostyu"
    "|publichnoe aktsionernoe obshchestvo|otkrytoe aktsionernoe obshchestvo"
    "|zakrytoe aktsionernoe obshchestvo|aktsionernoe obshchestvo"
    "|tovarystvo z obmezhenoyu vidpovidalnistyu|anonymi etaireia|anonimi eteria|anonim sirketi"
    "|limited sirketi"
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
# Forms at the beginning of a name, and what else is typed there: far fewer, and only one of them
# is taken off.
LEADING: Final = (
    "pt|sarl|sas|sa|sl|ooo|oao|pao|zao|ao|too|tov|pat|prat|pjsc|jsc|ojsc|cjsc|uab|sia|as|ab|oy"
    "|doo|public joint stock company|open joint stock company|joint stock company"
    "|kabushiki kaisha|kk|societe|firma|fa|gmbh|cv|ud|pp|llc|gup|fgup|sc|soc|cong ty co phan"
    "|cong ty cp|ctcp|cong ty tnhh|cong ty tnhh mtv|cong ty trach nhiem huu han"
    "|cong ty tnhh mot thanh vien|eurl|sasu|selarl|selas|scea|gaec|aktiebolaget|vsi|mb"
    "|limited liability company|closed joint stock company|private joint stock company|open jsc"
    "|closed jsc|public jsc|private jsc|prjsc|tzov|perseroan terbatas|phu|pphu|fhu|ppuh|zphu"
    "|firma handlowa|firma handlowo uslugowa|przedsiebiorstwo handlowo uslugowe"
    "|przedsiebiorstwo produkcyjno handlowo uslugowe|godo kaisha|yugen kaisha|chusik hoesa"
    "|jusik hoesa"
    "|d b a|www|http www|https www"
)


def _by_length(*tables: str) -> str:
    """Join tables of forms into one alternation, longest first, so `co ltd` wins over `ltd`."""
    forms = {form for table in tables for form in table.split("|")}
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


# Searched backwards from the end, which takes no longer the more forms there are.
_TRAILING: Final = _by_length(
    ENGLISH, GERMANIC, ROMANCE, EASTERN, ASIAN, WRITTEN_OUT, SPACED, APPENDED, CUT, CLASSED
)
TRAILING_PATTERN: Final = f"(?: (?:{_TRAILING}))+$"
# Forms that are nothing else wherever they stand behind the first word: MBH PLC London.
_INSIDE: Final = (
    "inc|incorporated|ltd|limited|llc|plc|gmbh|ltda|pty|pvt|bhd|sdn|llp|srl|sarl|spa"
    "|aktiengesellschaft|oyj|kgaa|pcl|tbk|jsc|pjsc"
)
INSIDE_PATTERN: Final = rf" (?:{_INSIDE})(?-u:\b)"
LEADING_PATTERN: Final = f"^(?:{_by_length(LEADING, WRITTEN_OUT)}) "
