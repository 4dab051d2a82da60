/** Node.js: small web servers whose source says by itself what they answer, and npm around them. */
package passerelle.sim.userland.node;
