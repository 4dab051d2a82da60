/**
 * {@code nft} of nftables: its language is read ({@code NftParser}, {@code NftStatements}), done as
 * one batch ({@code NftChanges}) and listed ({@code NftListing}); the rules that iptables has made
 * are said in its words, too ({@code NftMatches}, {@code NftTargets}).
 */
package passerelle.sim.userland.nft;
