/**
 * The port between the drivers and a kernel, simulated or real: control, view, captures and
 * processes, with the values that they exchange.
 */
package passerelle.kernel;
