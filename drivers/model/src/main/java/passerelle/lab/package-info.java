/**
 * The lab: machines, their cables, what they serve and who runs an engine, as a plan that both
 * kernels carry out.
 */
package passerelle.lab;
