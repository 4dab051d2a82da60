/** The time of the machine, by which a lab on the real kernel lives. */
package passerelle.real.clock;
