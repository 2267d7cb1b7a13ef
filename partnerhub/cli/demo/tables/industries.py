"""Trades: what each CRM calls them, and the words they put into company names."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Industry:
    """A trade: what each CRM's picklist calls it, and the words it puts into names."""

    salesforce: str
    hubspot: str
    weight: int
    words: dict[str, tuple[str, ...]]


def _industry(salesforce: str, hubspot: str, weight: int, words: str) -> Industry:
    """Read `en: Freight|Logistics, de: Spedition` into an industry."""
    table = dict[str, tuple[str, ...]]()
    for entry in words.split(","):
        language, _, choices = entry.strip().partition(": ")
        table[language] = tuple(choices.split("|"))
    return Industry(salesforce, hubspot, weight, table)


INDUSTRIES: Final = (
    _industry(
        "Manufacturing",
        "Machinery",
        16,
        "en: Manufacturing|Industries|Castings|Fabrication|Tooling|Controls, "
        "de: Maschinenbau|Werkzeugbau|Antriebstechnik|Metallbau|Anlagenbau, "
        "fr: Mécanique|Outillage|Industries, es: Maquinaria|Talleres|Industrias, "
        "it: Officine|Meccanica|Impianti, nl: Machinebouw|Metaal, sv: Verkstad|Industri, "
        "da: Maskinfabrik|Industri, fi: Konepaja|Teollisuus",
    ),
    _industry(
        "Transportation",
        "Logistics and Supply Chain",
        10,
        "en: Logistics|Freight|Transport|Haulage|Distribution, de: Logistik|Spedition|Transporte, "
        "fr: Transports|Logistique, es: Transportes|Logística, it: Trasporti|Logistica, "
        "nl: Transport|Logistiek, sv: Logistik|Åkeri, da: Transport|Spedition, fi: Kuljetus",
    ),
    _industry(
        "Technology",
        "Computer Software",
        14,
        "en: Software|Systems|Technologies|Labs|Networks|Data, de: Software|Systemhaus|Informatik, "
        "fr: Informatique|Logiciels|Numérique, es: Informática|Sistemas, it: Informatica|Sistemi, "
        "nl: Software|Automatisering, sv: Data|Mjukvara, da: Data|Software, fi: Ohjelmistot|Data",
    ),
    _industry(
        "Food & Beverage",
        "Food Production",
        8,
        "en: Foods|Bakeries|Dairy|Provisions, de: Lebensmittel|Molkerei|Backwaren, "
        "fr: Laiterie|Conserverie|Alimentaire, es: Alimentación|Conservas|Bodegas, "
        "it: Alimentari|Caseificio|Dolciaria, nl: Zuivel|Voeding, sv: Livsmedel|Mejeri, "
        "da: Mejeri|Fødevarer, fi: Elintarvike",
    ),
    _industry(
        "Construction",
        "Construction",
        8,
        "en: Construction|Builders|Civil Works, de: Bau|Hochbau|Holzbau, fr: Bâtiment|Travaux, "
        "es: Construcciones|Obras, it: Costruzioni|Edilizia, nl: Bouw|Aannemers, sv: Bygg, "
        "da: Byg|Entreprise, fi: Rakennus",
    ),
    _industry(
        "Healthcare",
        "Hospital & Health Care",
        8,
        "en: Health|Clinics|Care|Medical Supplies, de: Medizintechnik|Kliniken|Pflege, "
        "fr: Santé|Cliniques, es: Salud|Clínicas, it: Salute|Medicale, nl: Zorg|Medisch, "
        "sv: Vård|Medicin, da: Sundhed|Medico, fi: Terveys",
    ),
    _industry(
        "Energy",
        "Renewables & Environment",
        5,
        "en: Energy|Power|Renewables, de: Energie|Solartechnik, fr: Énergie, es: Energía, "
        "it: Energia, nl: Energie, sv: Energi|Kraft, da: Energi, fi: Energia",
    ),
    _industry(
        "Retail",
        "Retail",
        8,
        "en: Stores|Outfitters|Home|Outdoor|Trading, de: Handel|Möbel|Textil, "
        "fr: Maison|Distribution|Textiles, es: Distribución|Textil, it: Moda|Arredamenti, "
        "nl: Wonen|Handel, sv: Handel|Möbler, da: Handel|Møbler, fi: Kauppa",
    ),
    _industry(
        "Finance",
        "Financial Services",
        6,
        "en: Capital|Insurance|Wealth|Finance, de: Finanz|Versicherungsmakler|Leasing, "
        "fr: Assurances|Finance, es: Seguros|Finanzas, it: Assicurazioni|Finanza, "
        "nl: Verzekeringen|Financiën, sv: Finans, da: Finans|Leasing, fi: Rahoitus",
    ),
    _industry(
        "Engineering",
        "Mechanical or Industrial Engineering",
        6,
        "en: Engineering|Design|Surveyors, de: Ingenieure|Planung|Messtechnik, fr: Ingénierie, "
        "es: Ingeniería, it: Ingegneria, nl: Ingenieurs, sv: Teknik|Konsult, da: Teknik, "
        "fi: Tekniikka",
    ),
    _industry(
        "Chemicals",
        "Chemicals",
        4,
        "en: Chemicals|Coatings|Polymers, de: Chemie|Kunststoffe|Lacke, fr: Chimie|Plastiques, "
        "es: Químicas|Plásticos, it: Chimica|Plastica, nl: Chemie|Kunststoffen, sv: Kemi|Plast, "
        "da: Kemi|Plast, fi: Kemia",
    ),
    _industry(
        "Consulting",
        "Management Consulting",
        4,
        "en: Consulting|Advisory|Partners|Associates, de: Beratung|Consulting, fr: Conseil, "
        "es: Consultores|Asesores, it: Consulenza, nl: Advies, sv: Rådgivning, da: Rådgivning, "
        "fi: Konsultointi",
    ),
    _industry(
        "Hospitality",
        "Hospitality",
        4,
        "en: Hotels|Leisure|Catering, de: Hotels|Gastronomie, fr: Hôtels|Traiteur, "
        "es: Hoteles|Restauración, it: Alberghi|Ristorazione, nl: Hotels|Catering, sv: Hotell, "
        "da: Hotel|Catering, fi: Hotellit",
    ),
    _industry(
        "Media",
        "Media Production",
        3,
        "en: Media|Press|Studios, de: Verlag|Medien, fr: Éditions|Médias, es: Editorial|Medios, "
        "it: Editoriale|Media, nl: Uitgeverij|Media, sv: Förlag|Media, da: Forlag|Medier, "
        "fi: Kustannus|Media",
    ),
)
