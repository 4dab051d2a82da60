/** The laws of traces: what holds for the events of any packet. */
package passerelle.trace;
