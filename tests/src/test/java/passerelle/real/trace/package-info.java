/** Traces of the real kernel, held against the simulator's of the same packets. */
package passerelle.real.trace;
