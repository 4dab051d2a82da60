/**
 * Chapter 8: terminals ({@code drivers/tty}): what keys become before a program reads them, what is
 * shown, and which processes the keys' signals reach.
 */
package passerelle.sim.tty;
