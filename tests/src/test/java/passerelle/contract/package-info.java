/**
 * What both kernels promise. The tests speak to the port alone and run once on the simulator and
 * once on the real kernel; what they expect was found out on the real one.
 */
package passerelle.contract;
