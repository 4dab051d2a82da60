/**
 * The protocols of database servers, as far as the lab speaks them: PostgreSQL's 3.0 and MySQL's,
 * for queries in text.
 */
package passerelle.packet.sql;
