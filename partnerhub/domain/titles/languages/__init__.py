"""Languages: the words titles are made of, one table of data per language.

To add a language, write a module like `german` with one value `LANGUAGE` and put it in
`LANGUAGES` below; nothing else changes. All tables are read at once, because one list of
contacts holds titles of several languages and a title often mixes two ("Head of Vertrieb").

How to write words: in lower case, without accents ("geschaftsfuhrer", "directeur general"),
hyphens as spaces, several phrases separated by commas. The longest phrase at a place wins and
uses up its words, so an exception is simply a longer phrase: "product owner" is no owner.

* `levels`: what says how high somebody stands, and nothing about the function.
* `roles`: whole roles that say both; their function is taken as it is ("cfo" is finance).
* `functions`: what says the function.
* `support`: people who work for somebody else's title ("assistenz der geschaftsfuhrung").
* `neutral`: phrases that sound like something and mean nothing here ("financial services").
* `banks`: words of banks, where a vice president is one of hundreds.
* `abbreviations`: a word to put in place of another before anything is looked up.
* `endings` and `stems`: for languages that write compounds: how a word may end (with a
  seniority), and what it may contain (with a function): "vertriebsleiter" is head of sales.

Feminine forms need no entry when they follow a rule (directora, leiterin, directrice): the
reader tries the masculine of a word it does not know. Then write twenty real titles of the
language into `tests/domain/titles`, with what a person would say of them, before you look at
what comes out.
"""

from partnerhub.domain.titles.languages import english, french, german, spanish

LANGUAGES = (english.LANGUAGE, german.LANGUAGE, french.LANGUAGE, spanish.LANGUAGE)
