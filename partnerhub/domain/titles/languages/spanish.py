"""Spanish titles: a director general is the CEO, a gerente manages, a socio is a partner."""

from partnerhub.domain.titles.languages.table import Language
from partnerhub.domain.titles.values import Function, Seniority

LANGUAGE = Language(
    name="Spanish",
    levels={
        Seniority.C_SUITE: """
            presidente, director general, director gerente, gerente general, administrador unico,
            miembro del consejo, consejero, administrador general, presidente del consejo, miembro
            del comite de direccion, director ejecutivo, presidente ejecutivo, miembro del consejo
            de administracion, subdirector general
            """,
        Seniority.FOUNDER_OWNER: """
            fundador, cofundador, co fundador, propietario, dueno, empresario, autonomo,
            emprendedor, administrador solidario
            """,
        Seniority.PARTNER: "socio, socio director, socio gerente, socio fundador",
        Seniority.VP: "vicepresidente, vice presidente, director general adjunto",
        Seniority.HEAD: "director corporativo",
        Seniority.DIRECTOR: """
            director, subdirector, director adjunto, director regional, director nacional, director
            de area, director de zona
            """,
        Seniority.MANAGER: """
            gerente, jefe, responsable, encargado, jefe de equipo, jefe de proyecto, jefe de
            proyectos, lider de equipo, jefe de departamento, jefe de area, supervisor, subgerente,
            jefe de zona, lider, coordinador general, mando intermedio
            """,
        Seniority.INDIVIDUAL: """
            tecnico, tecnica, analista, ingeniero, especialista, consultor, asesor, ejecutivo,
            representante, coordinador, administrativo, agente, desarrollador, gestor, experto,
            operario, investigador, profesor, oficial, redactor, disenador, programador,
            administrador, delegado, arquitecto, promotor, monitor, formador, medico
            """,
        Seniority.INTERN: """
            becario, en practicas, practicante, aprendiz, pasante, estudiante en practicas,
            practicas
            """,
        Seniority.UNKNOWN: "jubilado, desempleado, en busqueda activa, sin cargo",
    },
    roles={
        (Seniority.C_SUITE, Function.EXECUTIVE): "consejero delegado, consejera delegada",
        (Seniority.DIRECTOR, Function.EXECUTIVE): "jefe de gabinete, apoderado",
        (Seniority.INDIVIDUAL, Function.SALES): """
            ejecutivo de ventas, ejecutivo de cuentas, ejecutivo comercial, vendedor, comercial,
            delegado comercial, asesor comercial, representante de ventas, tecnico comercial,
            agente comercial, ingeniero comercial, gestor comercial, ejecutivo de cuenta, tecnico
            preventa, gestor de cuentas, dependiente
            """,
        (Seniority.INDIVIDUAL, Function.FINANCE): """
            contable, contador, auditor, controller de gestion, tesorero, auxiliar contable,
            interventor
            """,
        (Seniority.INDIVIDUAL, Function.PROCUREMENT): "comprador",
        (Seniority.INDIVIDUAL, Function.LEGAL): "abogado, notario, asesor juridico, letrado",
        (Seniority.INDIVIDUAL, Function.IT): """
            administrador de sistemas, administrador de redes, tecnico de sistemas, tecnico
            informatico, informatico, tecnico de soporte
            """,
        (Seniority.MANAGER, Function.PRODUCT): "jefe de producto",
        (Seniority.DIRECTOR, Function.OPERATIONS): "director de planta, director de fabrica",
        (Seniority.INDIVIDUAL, Function.HR): "tecnico de seleccion, tecnico de nominas",
        (Seniority.SENIOR, Function.MARKETING): "director de arte",
        (Seniority.DIRECTOR, Function.ENGINEERING): "director tecnico",
    },
    functions={
        Function.MARKETING: """
            mercadeo, mercadotecnia, comunicacion, publicidad, marca, eventos, relaciones publicas,
            prensa, medios, contenidos, comunicaciones, redes sociales, mercadotecnia digital,
            marketing digital
            """,
        Function.SALES: """
            ventas, comercial, comerciales, venta, desarrollo de negocio, desarrollo de negocios,
            cuentas, grandes cuentas, cuentas clave, alianzas, exportacion, preventa, negocio,
            negocios, socios comerciales, administracion de ventas, alianzas estrategicas, canal,
            canales, expansion
            """,
        Function.IT: """
            informatica, sistemas, tecnologias de la informacion, tecnologia de la informacion, ti,
            tic, redes, infraestructura, infraestructuras, transformacion digital, sistemas de
            informacion, soporte tecnico ti, datos, base de datos, bases de datos
            """,
        Function.FINANCE: """
            finanzas, financiero, contabilidad, administrativo financiero, administracion y
            finanzas, tesoreria, fiscal, control de gestion, auditoria, auditoria interna,
            impuestos, creditos, riesgos, credito, administrativo y financiero, facturacion,
            cobros, inversiones, presupuestos, planificacion financiera
            """,
        Function.OPERATIONS: """
            operaciones, jefe de proyecto, jefe de proyectos, produccion, logistica, planta,
            fabrica, calidad, mantenimiento, almacen, cadena de suministro, administracion,
            proyectos, proyecto, procesos, obra, tienda, sucursal, oficina, transporte, mejora
            continua, industrial, trafico, servicios generales, prevencion de riesgos, prevencion
            de riesgos laborales, sostenibilidad, distribucion, administrativo, operativo,
            delegacion
            """,
        Function.HR: """
            recursos humanos, rrhh, rr hh, talento, seleccion, formacion, nominas, relaciones
            laborales, personas, capital humano, gestion humana, desarrollo organizacional, gestion
            del talento, desarrollo de personas
            """,
        Function.LEGAL: """
            juridico, asesoria juridica, cumplimiento, cumplimiento normativo, asuntos legales,
            proteccion de datos, asuntos regulatorios
            """,
        Function.PRODUCT: "producto, productos, innovacion, diseno de producto",
        Function.ENGINEERING: """
            ingenieria, ingeniero, desarrollo, desarrollador, tecnica, investigacion, tecnologia,
            investigacion y desarrollo, programador, oficina tecnica, desarrollo de software,
            laboratorio, i d, i d i
            """,
        Function.SECURITY: """
            ciberseguridad, seguridad informatica, seguridad de la informacion, seguridad
            """,
        Function.PROCUREMENT: """
            compras, adquisiciones, aprovisionamiento, proveedores, abastecimiento
            """,
        Function.CUSTOMER_SUCCESS: """
            atencion al cliente, servicio al cliente, clientes, cliente, posventa, postventa, exito
            del cliente, experiencia de cliente, experiencia del cliente, soporte, soporte tecnico,
            fidelizacion
            """,
        Function.EXECUTIVE: """
            direccion general, estrategia, gerencia general, director general adjunto
            """,
    },
    support="""
        asistente, secretaria, secretario, auxiliar, auxiliar administrativo, secretaria de
        direccion, asistente de direccion, asistente personal, ayudante, asistente ejecutivo,
        asistente de gerencia
        """,
    abbreviations={
        "dtor": "director",
        "dtora": "director",
        "dpto": "departamento",
        "gte": "gerente",
        "coordinadora": "coordinador",
        "admon": "administracion",
        "consejera": "consejero",
    },
)
