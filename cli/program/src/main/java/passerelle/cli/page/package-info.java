/**
 * The page: one file of HTML that holds the simulator, compiled by the module {@code web}, and
 * whatever it needs. A browser that opens it connects to nothing.
 */
package passerelle.cli.page;
