/**
 * The clients of PostgreSQL and MySQL, as far as a course on networks needs them: whether the
 * server is reached. They look names up and connect as the real ones do; of queries they know
 * {@code select 1} and answer it themselves, for the servers of the lab speak no SQL.
 */
package passerelle.sim.userland.db;
