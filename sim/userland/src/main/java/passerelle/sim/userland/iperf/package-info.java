/**
 * iperf3 and iperf. A second of traffic at the speed of memory is millions of segments; here each
 * interval of a TCP test is a burst of half a mebibyte over the connection, whose rate is told as
 * that of the whole interval. Datagrams are all sent.
 */
package passerelle.sim.userland.iperf;
