"""Job titles in English, German, French and Spanish, by function and seniority.

`{a|b}` holds the form for a man and the form for a woman.
"""

from typing import Final

FUNCTIONS: Final = (
    "management",
    "finance",
    "it",
    "marketing",
    "sales",
    "operations",
    "people",
    "procurement",
)

SENIORITIES: Final[dict[str, int]] = {
    "chief": 10,
    "vp": 8,
    "head": 13,
    "director": 14,
    "manager": 27,
    "senior": 13,
    "staff": 12,
    "assistant": 3,
}
"""How often each seniority turns up in a CRM, in percent."""


def _titles(table: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Read lines of `function: one | two; …` with one group per seniority, `-` for none."""
    titles = dict[str, dict[str, tuple[str, ...]]]()
    for line in table.strip().splitlines():
        function, _, groups = line.strip().partition(": ")
        titles[function] = {
            seniority: tuple(title.strip() for title in group.split(" / "))
            for seniority, group in zip(SENIORITIES, groups.split(";"), strict=True)
            if group.strip() != "-"
        }
    return titles


_ENGLISH: Final = """
management: CEO / Chief Executive Officer / Managing Director / Founder & CEO / President; \
Executive Vice President; -; General Manager / Director, Strategy; Business Unit Manager / \
Branch Manager; -; Business Analyst; Executive Assistant to the CEO / Office Manager
finance: CFO / Chief Financial Officer; VP Finance / Vice President, Finance & Administration; \
Head of Finance / Head of FP&A; Finance Director / Director of Accounting; Finance Manager / \
Financial Controller / Treasury Manager; Senior Financial Analyst / Senior Accountant; \
Financial Analyst / Accountant; Accounting Assistant
it: CIO / CTO / Chief Information Officer / Chief Technology Officer; VP Engineering / VP of IT; \
Head of IT / Head of Data / Head of Information Security; IT Director / Director of Engineering / \
Director, Enterprise Applications; IT Manager / Engineering Manager / CRM Manager; \
Senior Software Engineer / Senior Systems Administrator / Senior Data Analyst; \
Software Engineer / Systems Administrator / Data Analyst; IT Support Technician
marketing: CMO / Chief Marketing Officer; VP Marketing / Vice President of Marketing; \
Head of Marketing / Head of Demand Generation / Head of Brand; Marketing Director / \
Director of Communications; Marketing Manager / Event Manager / Product Marketing Manager; \
Senior Marketing Specialist / Senior Content Strategist; Marketing Specialist / Copywriter; \
Marketing Assistant / Marketing Intern
sales: Chief Revenue Officer / Chief Commercial Officer; VP Sales / Vice President, Sales EMEA / \
VP of Business Development; Head of Sales / Head of Partnerships / Head of Customer Success; \
Sales Director / Director of Business Development / Commercial Director; Sales Manager / \
Regional Sales Manager / Key Account Manager / Customer Success Manager; \
Senior Account Executive; Account Executive / Sales Representative; Sales Assistant
operations: COO / Chief Operating Officer; VP Operations / SVP Supply Chain; \
Head of Operations / Head of Logistics / Head of Customer Service; Director of Operations / \
Plant Director / Director, Supply Chain; Operations Manager / Plant Manager / \
Customer Service Manager / Project Manager; Senior Project Manager / Senior Process Engineer; \
Operations Analyst / Process Engineer; Operations Coordinator
people: Chief People Officer / CHRO; VP People / VP Human Resources; Head of HR / \
Head of Talent Acquisition; HR Director; HR Manager / Payroll Manager; \
Senior HR Business Partner; HR Business Partner / Recruiter; HR Assistant
procurement: Chief Procurement Officer; VP Procurement; Head of Procurement / Head of Purchasing; \
Purchasing Director / Director of Sourcing; Procurement Manager / Purchasing Manager / \
Category Manager; Senior Buyer; Buyer; Purchasing Assistant
"""

_GERMAN: Final = """
management: Geschäftsführer{|in} / Vorstandsvorsitzende{r|} / CEO / \
Geschäftsführende{r|} Gesellschafter{|in} / Inhaber{|in}; Mitglied der Geschäftsleitung; \
Leiter{|in} Unternehmensentwicklung; Direktor{|in} / Kaufmännische{r|} Leiter{|in}; \
Niederlassungsleiter{|in} / Werkleiter{|in}; -; Referent{|in} der Geschäftsführung; \
Assistent{|in} der Geschäftsführung
finance: CFO / Finanzvorstand; Kaufmännische{r|} Geschäftsführer{|in}; Leiter{|in} Finanzen / \
Leiter{|in} Rechnungswesen / Leiter{|in} Controlling; Finanzdirektor{|in}; \
Teamleiter{|in} Buchhaltung; Senior Controller{|in}; Controller{|in} / Bilanzbuchhalter{|in}; \
Sachbearbeiter{|in} Buchhaltung
it: CIO / CTO / IT-Vorstand; Vice President IT; IT-Leiter{|in} / Leiter{|in} IT / \
Leiter{|in} Softwareentwicklung / Leiter{|in} Informationssicherheit; Direktor{|in} IT; \
Teamleiter{|in} IT / CRM-Manager{|in}; Senior Softwareentwickler{|in}; Systemadministrator{|in} / \
Softwareentwickler{|in} / Datenanalyst{|in}; IT-Support
marketing: CMO; Vice President Marketing; Marketingleiter{|in} / Leiter{|in} Marketing / \
Leiter{|in} Kommunikation; Marketingdirektor{|in}; Marketing Manager{|in} / \
Produktmanager{|in} / Eventmanager{|in}; Senior Marketing Manager{|in}; Referent{|in} Marketing; \
Werkstudent{|in} Marketing
sales: Vertriebsvorstand / CSO; Vice President Sales; Vertriebsleiter{|in} / \
Leiter{|in} Vertrieb / Leiter{|in} Kundenservice; Vertriebsdirektor{|in}; \
Key Account Manager{|in} / Gebietsverkaufsleiter{|in} / \
Teamleiter{|in} Innendienst; Senior Account Manager{|in}; \
Vertriebsmitarbeiter{|in} / Außendienstmitarbeiter{|in}; Vertriebsassistent{|in}
operations: COO / Technische{r|} Geschäftsführer{|in}; Bereichsleiter{|in} Produktion; \
Leiter{|in} Logistik / Betriebsleiter{|in} / Produktionsleiter{|in} / Leiter{|in} Qualität; \
Direktor{|in} Supply Chain; Projektleiter{|in} / Schichtleiter{|in} / Logistikmanager{|in}; \
Senior Projektleiter{|in}; Prozessingenieur{|in} / Disponent{|in}; Sachbearbeiter{|in} Versand
people: Personalvorstand / CHRO; Vice President HR; Personalleiter{|in} / Leiter{|in} Personal; \
Personaldirektor{|in}; HR Manager{|in} / Teamleiter{|in} Recruiting; Senior HR Business Partner; \
Personalreferent{|in}; Personalsachbearbeiter{|in}
procurement: CPO; Bereichsleiter{|in} Beschaffung; Einkaufsleiter{|in} / Leiter{|in} Einkauf; \
Direktor{|in} Einkauf; Teamleiter{|in} Einkauf / Strategische{r|} Einkäufer{|in}; \
Senior Einkäufer{|in}; Einkäufer{|in}; Sachbearbeiter{|in} Einkauf
"""

_FRENCH: Final = """
management: PDG / {Président|Présidente} / {Directeur général|Directrice générale} / \
{Gérant|Gérante}; {Directeur général adjoint|Directrice générale adjointe}; -; \
{Directeur|Directrice} de la stratégie; {Directeur|Directrice} d'agence; -; \
Chargé{|e} de mission; Assistant{|e} de direction
finance: DAF / {Directeur financier|Directrice financière}; Vice-président{|e} Finance; \
Responsable financi{er|ère} / Responsable comptabilité; {Directeur|Directrice} comptable; \
{Contrôleur|Contrôleuse} de gestion; {Contrôleur|Contrôleuse} de gestion senior; Comptable; \
Assistant{|e} comptable
it: DSI / {Directeur|Directrice} des systèmes d'information / Directeur technique; \
Vice-président{|e} Technologie; Responsable informatique / Responsable SI / RSSI; \
{Directeur informatique|Directrice informatique}; Chef{|fe} de projet informatique; \
{Développeur|Développeuse} senior; {Développeur|Développeuse} / \
{Administrateur|Administratrice} systèmes; {Technicien|Technicienne} support
marketing: {Directeur|Directrice} Marketing et Communication; Vice-président{|e} Marketing; \
Responsable Marketing / Responsable Communication; {Directeur|Directrice} Marketing; \
Chef{|fe} de produit / Chef{|fe} de projet marketing / Responsable événementiel; \
Chargé{|e} de marketing senior; Chargé{|e} de communication / Chargé{|e} de marketing; \
Assistant{|e} marketing
sales: {Directeur commercial|Directrice commerciale}; Vice-président{|e} Ventes; \
Responsable commercial{|e} / Responsable grands comptes; {Directeur|Directrice} des ventes; \
Responsable de secteur / Chef{|fe} des ventes; Ingénieur{|e} commercial{|e} senior; \
Attaché{|e} commercial{|e} / Ingénieur{|e} commercial{|e}; Assistant{|e} commercial{|e}
operations: {Directeur|Directrice} des opérations; Vice-président{|e} Opérations; \
Responsable logistique / Responsable de production / Responsable qualité; \
{Directeur|Directrice} de site / {Directeur|Directrice} logistique; Chef{|fe} d'atelier / \
Chef{|fe} de projet; Ingénieur{|e} méthodes senior; Ingénieur{|e} méthodes; Assistant{|e} logistique
people: DRH / {Directeur|Directrice} des ressources humaines; Vice-président{|e} RH; \
Responsable RH / Responsable recrutement; {Directeur|Directrice} de la formation; \
Gestionnaire de paie; Chargé{|e} de RH senior; Chargé{|e} de recrutement; Assistant{|e} RH
procurement: {Directeur|Directrice} des achats; Vice-président{|e} Achats; Responsable achats; \
{Directeur|Directrice} achats groupe; Chef{|fe} de groupe achats; {Acheteur|Acheteuse} senior; \
{Acheteur|Acheteuse}; Assistant{|e} achats
"""

_SPANISH: Final = """
management: {Director|Directora} General / Consejer{o|a} Delegad{o|a} / CEO / Gerente; \
{Subdirector|Subdirectora} General; -; {Director|Directora} de Estrategia; \
{Director|Directora} de Sucursal; -; Analista de Negocio; Asistente de Dirección
finance: {Director Financiero|Directora Financiera} / CFO; Vicepresident{e|a} de Finanzas; \
Responsable de Finanzas / {Jefe|Jefa} de Administración; {Director|Directora} de Contabilidad; \
Controller Financier{o|a}; Contable Senior; Contable; Auxiliar Administrativ{o|a}
it: {Director|Directora} de Sistemas / CIO / CTO; Vicepresident{e|a} de Tecnología; \
Responsable de Informática / {Jefe|Jefa} de Sistemas; {Director|Directora} de Tecnología; \
{Jefe|Jefa} de Proyecto IT; {Desarrollador|Desarrolladora} Senior; Analista de Datos / \
{Programador|Programadora}; Técnic{o|a} de Soporte
marketing: CMO / {Director|Directora} de Marketing y Comunicación; \
Vicepresident{e|a} de Marketing; Responsable de Marketing / Responsable de Comunicación; \
{Director|Directora} de Marketing; {Jefe|Jefa} de Producto / {Gestor|Gestora} de Eventos; \
Especialista Senior de Marketing; Técnic{o|a} de Marketing; Becari{o|a} de Marketing
sales: {Director|Directora} Comercial; Vicepresident{e|a} de Ventas; Responsable de Ventas / \
Responsable de Grandes Cuentas; {Director|Directora} de Ventas; {Jefe|Jefa} de Zona / \
{Gestor|Gestora} de Cuentas; Comercial Senior; Comercial / {Asesor|Asesora} Comercial; \
Asistente Comercial
operations: {Director|Directora} de Operaciones / COO; Vicepresident{e|a} de Operaciones; \
Responsable de Logística / Responsable de Calidad; {Director|Directora} de Planta; \
{Jefe|Jefa} de Producción / {Jefe|Jefa} de Almacén; Ingenier{o|a} de Procesos Senior; \
Ingenier{o|a} de Procesos; Auxiliar de Logística
people: {Director|Directora} de Recursos Humanos; Vicepresident{e|a} de Personas; \
Responsable de RRHH / Responsable de Selección; {Director|Directora} de Talento; \
{Jefe|Jefa} de Personal; Técnic{o|a} Senior de RRHH; Técnic{o|a} de Selección; Auxiliar de RRHH
procurement: {Director|Directora} de Compras; Vicepresident{e|a} de Compras; \
Responsable de Compras; {Director|Directora} de Aprovisionamiento; {Jefe|Jefa} de Compras; \
{Comprador|Compradora} Senior; {Comprador|Compradora}; Auxiliar de Compras
"""

TITLES: Final = {
    "en": _titles(_ENGLISH),
    "de": _titles(_GERMAN),
    "fr": _titles(_FRENCH),
    "es": _titles(_SPANISH),
}
