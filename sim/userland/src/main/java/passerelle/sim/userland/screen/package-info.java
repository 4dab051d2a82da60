/** Programs that draw on the whole screen of a terminal: watch, top and the less of BusyBox. */
package passerelle.sim.userland.screen;
