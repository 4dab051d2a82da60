/** The real kernel's control, held against the machine's own tools and the simulated kernel. */
package passerelle.real.control;
