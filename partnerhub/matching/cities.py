"""Cities that are written in several ways: by their own name, an older one, and the English one."""

from functools import cache
from typing import Final

import polars as pl

from partnerhub.matching.names.normalizing import UMLAUTS

# English name = other names, without spaces and accents, umlauts without their e.
_NAMES: Final = """
cologne=koln munich=munchen nuremberg=nurnberg hanover=hannover brunswick=braunschweig
frankfurt=frankfurtammain,frankfurtam,frankfurtm freiburg=freiburgimbreisgau
vienna=wien geneva=geneve,genf basel=basle,bale bern=berne lucerne=luzern zurich=zurigo
prague=praha brno=brunn bratislava=pressburg warsaw=warszawa,warschau
cracow=krakow,krakau gdansk=danzig wroclaw=breslau lodz=lodsch poznan=posen
rome=roma milan=milano,mailand turin=torino florence=firenze venice=venezia naples=napoli
genoa=genova padua=padova mantua=mantova
brussels=bruxelles,brussel antwerp=antwerpen,anvers ghent=gent,gand bruges=brugge
liege=luik,luttich leuven=louvain thehague=denhaag,sgravenhage,haag
hertogenbosch=denbosch,shertogenbosch
copenhagen=kobenhavn,kopenhagen gothenburg=goteborg helsinki=helsingfors turku=abo
tampere=tammerfors
moscow=moskva,moskau saintpetersburg=stpetersburg,sanktpeterburg,sanktpetersburg
kyiv=kiev,kiew lviv=lvov,lemberg odesa=odessa kharkiv=kharkov vilnius=wilna tallinn=reval
bucharest=bucuresti,bukarest belgrade=beograd,belgrad zagreb=agram ljubljana=laibach sofia=sofija
athens=athina,athen thessaloniki=saloniki,thessalonica lisbon=lisboa,lissabon porto=oporto
seville=sevilla zaragoza=saragossa acoruna=lacoruna,coruna lyon=lyons marseille=marseilles
strasbourg=strassburg nice=nizza luxembourg=luxemburg,luxembourgcity
istanbul=konstantinopel izmir=smyrna jerusalem=yerushalayim telaviv=telavivyafo,telavivjaffa
cairo=alqahirah,kairo alexandria=aliskandariyyah riyadh=riad,arriyad jeddah=jidda,jiddah
mumbai=bombay kolkata=calcutta chennai=madras bengaluru=bangalore gurugram=gurgaon pune=poona
kochi=cochin thiruvananthapuram=trivandrum mysuru=mysore vadodara=baroda
beijing=peking guangzhou=canton nanjing=nanking chongqing=chungking tianjin=tientsin
taipei=taibei kaohsiung=gaoxiong hongkong=xianggang macau=macao
hochiminhcity=saigon,hochiminh,tphochiminh,hcmc yangon=rangoon
mexicocity=ciudaddemexico,mexicodf,cdmx newyork=newyorkcity,nyc washington=washingtondc
losangeles=la sanfrancisco=sf quebec=quebeccity,villedequebec
saopaulo=spaulo havana=lahabana,habana panamacity=ciudaddepanama guatemalacity=ciudaddeguatemala
"""


@cache
def _english() -> dict[str, str]:
    """Map the other names of each city to its English one."""
    entries = (entry.split("=") for entry in _NAMES.split())
    pairs = [(name, english) for english, names in entries for name in names.split(",")]
    names, written = (_shorter(pl.Series(side)) for side in zip(*pairs, strict=True))
    return dict(zip(names, written, strict=True))


def known(cities: pl.Series) -> pl.Series:
    """Write each city in one way.

    Args:
        cities: Cities without case, accents, spaces and punctuation.

    >>> known(pl.Series(["koeln", "koln", "cologne", "leeds"])).to_list()
    ['cologne', 'cologne', 'cologne', 'leeds']
    """
    return _shorter(cities).replace(_english())


def _shorter(cities: pl.Series) -> pl.Series:
    """Leave the e of umlauts out, as all names are compared."""
    return cities.str.replace_many(UMLAUTS)
