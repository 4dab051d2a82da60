/**
 * The clients of PostgreSQL and MySQL, as far as a course on networks needs them: whether the
 * server is reached, and one query ({@code -c}, {@code -e}) over the connection, which the lab's
 * servers answer as far as they know something. No password is asked for.
 */
package passerelle.sim.userland.db;
