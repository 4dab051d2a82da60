/** What a trace tells, packet by packet: the way of each, and who talks with whom. */
package passerelle.cli.journey;
