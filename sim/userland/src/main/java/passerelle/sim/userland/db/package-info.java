/**
 * The clients of PostgreSQL and MySQL, as far as a course on networks needs them: whether the
 * server is reached, and queries over the connection ({@code -c}, {@code -e}, or at their prompts),
 * which the lab's servers answer as far as they know something.
 */
package passerelle.sim.userland.db;
