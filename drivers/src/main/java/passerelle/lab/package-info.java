/**
 * The lab around the engine: four machines, their cables and what they serve, as a plan that both
 * kernels carry out.
 */
package passerelle.lab;
