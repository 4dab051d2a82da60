/**
 * Chapter 5: sockets. How programs reach the network: UDP, TCP, raw, ping and packet sockets, with
 * ports, queues, timers and errors. Kernel twins: net/ipv4/udp.c, tcp_input.c, tcp_output.c,
 * tcp_timer.c, inet_hashtables.c, inet_connection_sock.c, raw.c, ping.c, net/packet/af_packet.c.
 */
package passerelle.sim.socket;
