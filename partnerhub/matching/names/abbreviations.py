"""Words that people shorten, and the one spelling they are compared in.

Left the short form, right the word. Plural and singular are one word anyway (`normalizing` takes
the final *s* off), so each word stands here once.
"""

from typing import Final

_TABLE: Final = """
tech=technology technologies=technology techs=technology tec=technology technol=technology
intl=international int=international inter=international internat=international
intern=international internacional=international internationale=international mfg=manufacturing
manuf=manufacturing manufacture=manufacturing mfrs=manufacturing mfr=manufacturing svcs=service
svc=service serv=service svs=service srvcs=service hldgs=holding hldg=holding hld=holding
hlds=holding hdg=holding hdgs=holding hgs=holding holdgs=holding holdg=holding grp=group
gruppe=group groupe=group gruppo=group grupo=group gr=group gp=group grup=group groep=group
koncern=group sys=system syst=system systeme=system soln=solution solns=solution sol=solution
ind=industry inds=industry industries=industry industria=industry industrie=industry
indus=industry mgmt=management mgt=management mngt=management managem=management mgmnt=management
dev=development devel=development dvlpt=development develop=development eng=engineering
engg=engineering engr=engineering pharma=pharmaceutical pharm=pharmaceutical
pharmaceut=pharmaceutical pharmac=pharmaceutical phar=pharmaceutical farma=pharmaceutical
fin=financial finl=financial fincl=financial finance=financial finanz=financial financ=financial
assoc=association associate=association assn=association univ=university uni=university
natl=national nat=national national=national nacional=national amer=american america=american
comm=communication comms=communication communicat=communication commun=communication
telecom=telecommunication ctr=center cntr=center centre=center dept=department res=resource
resources=resource prop=property props=property properties=property elec=electronic
electronics=electronic electr=electronic electron=electronic elect=electronic labs=laboratory
laboratories=laboratory lab=laboratory labor=laboratory inv=investment invest=investment
invmt=investment invt=investment investm=investment invs=investment investments=investment
ins=insurance insur=insurance assur=assurance bros=brother brothers=brother bro=brother bk=bank
bnk=bank bancorp=bancorp banc=bank chem=chemical chems=chemical chemicals=chemical ent=enterprise
entp=enterprise entpr=enterprise enterpr=enterprise const=construction constr=construction
construc=construction cons=construction trad=trading trdg=trading trd=trading transp=transport
transportation=transport trans=transport petr=petroleum petrol=petroleum min=mining mng=mining
mines=mining mine=mining metals=metal mtls=metal mach=machinery machin=machinery mat=material
materials=material prod=product prods=product products=product rlty=realty re=realestate
equip=equipment equipm=equipment elev=elevator envir=environmental env=environmental
environment=environmental expl=exploration explor=exploration exp=exploration cap=capital
capit=capital part=partner partn=partner ptnrs=partner ptrs=partner med=medical medic=medical
hlth=health healthcare=health thera=therapeutic therap=therapeutic therapeut=therapeutic
biotech=biotechnology biotechnologies=biotechnology sci=science scien=science sciences=science
scient=scientific glob=global gbl=global consol=consolidated consult=consulting
semicon=semiconductor semicond=semiconductor software=software soft=software pwr=power pow=power
nrg=energy energ=energy energie=energy energia=energy acq=acquisition acquis=acquisition
acquisit=acquisition svgs=saving sav=saving mtg=mortgage mtge=mortgage mkt=market mkts=market
mktg=marketing mkting=marketing dist=distribution distr=distribution rest=restaurant
restr=restaurant entert=entertainment entmt=entertainment entertain=entertainment agri=agriculture
agric=agriculture agricultural=agriculture auto=automotive autom=automotive automobile=automotive
st=saint ste=saint mt=mount ft=fort gen=general genl=general adv=advanced advan=advanced
inst=institute institut=institute hosp=hospital 1st=first 2nd=second 3rd=third 4th=fourth
5th=fifth 6th=sixth 7th=seventh 8th=eighth 9th=ninth 10th=tenth 11th=eleventh 12th=twelfth
20th=twentieth
"""

CANONICAL: Final[dict[str, str]] = {
    short: word for short, _, word in (entry.partition("=") for entry in _TABLE.split())
}

# What people put between two names, or in front of one, as they please.
FILLERS: Final = frozenset(["and", "und", "et", "och", "og", "the"])
