/**
 * The page: one file of HTML that holds the simulator, compiled by the module {@code web}, and
 * whatever it needs, so that a browser that opens it connects to nothing; or the same without the
 * simulator, served on this machine beside a lab that runs in a terminal.
 */
package passerelle.cli.page;
