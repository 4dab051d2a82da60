/**
 * Small applications on sockets that need no process of their own: what containers and the lab's
 * servers serve. They are driven by events alone and never wait.
 */
package passerelle.sim.socket.app;
