"""HubSpot: labels of the views, which follow the portal's language; English and Spanish."""

from collections.abc import Mapping

from partnerhub.domain.lists import ListKind

COLUMNS: Mapping[ListKind, Mapping[str, tuple[str, ...]]] = {
    ListKind.ACCOUNTS: {
        "record_id": ("Record ID - Company", "Record ID", "Company ID", "ID de registro"),
        "name": ("Company name", "Name", "Nombre de la empresa", "Nombre"),
        "website": (
            *("Company Domain Name", "Nombre de dominio de la empresa", "Website URL"),
            *("URL del sitio web", "Sitio web"),
        ),
        "country": ("Country/Region", "País/región", "Country", "País"),
        "state": ("State/Region", "Estado/región", "Estado o región"),
        "city": ("City", "Ciudad"),
        "postal_code": ("Postal Code", "Código postal"),
        "street": ("Street Address", "Dirección", "Calle"),
        "phone": ("Phone Number", "Número de teléfono"),
        "owner": ("Company owner", "Propietario de la empresa", "Propietario del registro"),
        "type": ("Type", "Tipo"),
        "lifecycle_stage": ("Lifecycle Stage", "Etapa del ciclo de vida"),
        "parent_record_id": ("Parent Company IDs", "Parent Company ID", "Parent Company"),
        "industry": ("Industry", "Sector", "Industria"),
        "employees": ("Number of Employees", "Número de empleados"),
        "annual_revenue": ("Annual Revenue", "Ingresos anuales"),
        "linkedin": ("LinkedIn Company Page", "Página de empresa de LinkedIn"),
        "created_on": ("Create Date", "Fecha de creación"),
    },
    ListKind.CONTACTS: {
        "record_id": ("Record ID - Contact", "Record ID", "Contact ID", "ID de registro"),
        "account_record_id": (
            *("Associated Company IDs (Primary)", "Primary Associated Company ID"),
            *("Associated Company IDs", "Record ID - Company", "Associated Company ID"),
        ),
        "account_name": (
            *("Associated Company (Primary)", "Associated Company Names (Primary)"),
            *("Associated Company", "Company Name", "Nombre de la empresa", "Empresa"),
        ),
        "first_name": ("First Name", "Nombre"),
        "last_name": ("Last Name", "Apellidos", "Apellido"),
        "email": ("Email", "Correo", "Correo electrónico", "Work email"),
        "title": ("Job Title", "Cargo"),
        "phone": ("Phone Number", "Número de teléfono", "Mobile Phone Number", "Número de móvil"),
        "owner": ("Contact owner", "Propietario del contacto"),
        "opted_out": (
            *("Unsubscribed from all email", "Opted out of all email", "Marketing contact status"),
            *("Canceló la suscripción a todos los correos", "Estado de contacto de marketing"),
        ),
        "created_on": ("Create Date", "Fecha de creación"),
    },
    ListKind.OPPORTUNITIES: {
        "record_id": ("Record ID - Deal", "Record ID", "Deal ID", "ID de registro"),
        "account_record_id": (
            *("Associated Company IDs (Primary)", "Primary Associated Company ID"),
            *("Associated Company IDs", "Record ID - Company"),
        ),
        "account_name": (
            *("Associated Company (Primary)", "Associated Company Names (Primary)"),
            *("Associated Company", "Company Name", "Empresa asociada"),
        ),
        "name": ("Deal Name", "Nombre del negocio", "Nombre"),
        "stage": ("Deal Stage", "Etapa del negocio"),
        "is_won": ("Is Closed Won", "Is Deal Closed Won"),
        "is_closed": ("Is Deal Closed", "Is Closed"),
        "amount": ("Amount", "Valor", "Importe"),
        "currency": ("Currency", "Moneda"),
        "created_on": ("Create Date", "Fecha de creación"),
        "close_on": ("Close Date", "Fecha de cierre"),
        "type": ("Deal Type", "Tipo de negocio"),
        "owner": ("Deal owner", "Propietario del negocio"),
        "lead_source": ("Original Source", "Original Source Type", "Fuente original"),
    },
}
"""For each field its columns, the preferred one first."""
