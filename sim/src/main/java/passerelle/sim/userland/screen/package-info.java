/** Programs that draw on the whole screen of a terminal: watch, top, less. */
package passerelle.sim.userland.screen;
