/**
 * The engine's model of networks, the twin of libnetwork: a network with its address pool, an
 * endpoint of it, the sandbox (network namespace) that holds a container's endpoints, published
 * ports, and the container itself. Nothing here touches a kernel: drivers make plans of it.
 */
package passerelle.network;
