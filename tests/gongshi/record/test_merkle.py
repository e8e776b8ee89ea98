"""The Merkle tree: the standard's vectors, every proof up to 64 leaves, and forged ones refused."""

from gongshi.record import merkle

# The eight inputs of Certificate Transparency's own tests and the root over each beginning.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
INPUTS += ["606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf(bytes([n])) for n in range(64)]


def test_the_standard_vectors() -> None:
    leaves = [merkle.leaf(bytes.fromhex(data)) for data in INPUTS]
    assert (
        merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    assert [merkle.root(leaves[: n + 1]).hex() for n in range(8)] == ROOTS


def _tampered(proof: list[bytes]) -> list[list[bytes]]:
    """Give the proof with a flipped bit in each step, a step more, a step less, swapped ends."""
    flipped = [
        [*proof[:i], bytes([step[0] ^ 1]) + step[1:], *proof[i + 1 :]]
        for i, step in enumerate(proof)
    ]
    swapped = [[proof[-1], *proof[1:-1], proof[0]]] if len(proof) > 1 else []
    return [*flipped, *swapped, [*proof, LEAVES[0]], *([proof[:-1]] if proof else [])]


def test_every_inclusion_proof_holds_and_no_tampered_one() -> None:
    held = refused = 0
    for size in range(1, 65):
        root = merkle.root(LEAVES[:size])
        for index in range(size):
            proof = merkle.inclusion(LEAVES[:size], index)
            assert merkle.included(LEAVES[index], index, size, proof, root)
            held += 1
            for forged in _tampered(proof):
                assert not merkle.included(LEAVES[index], index, size, forged, root)
                refused += 1
            other = LEAVES[(index + 1) % 64]
            assert not merkle.included(other, index, size, proof, root)
            assert not merkle.included(LEAVES[index], index, size, proof, LEAVES[0][::-1])
            assert not merkle.included(LEAVES[index], size, size, proof, root)
            assert not merkle.included(LEAVES[index], -1, size, proof, root)
    assert (held, refused) == (2080, refused)
    assert refused > 12_000


def test_every_consistency_proof_holds_and_no_tampered_one() -> None:
    held = 0
    roots = [merkle.root(LEAVES[:size]) for size in range(65)]
    for new in range(1, 65):
        for old in range(1, new + 1):
            proof = merkle.consistency(LEAVES[:new], old)
            assert merkle.consistent(old, roots[old], new, roots[new], proof)
            held += 1
            for forged in _tampered(proof):
                assert not merkle.consistent(old, roots[old], new, roots[new], forged)
            assert not merkle.consistent(old, roots[old - 1], new, roots[new], proof)
            assert not merkle.consistent(old, roots[old], new, roots[new - 1], proof)
    assert held == 2080
    assert not merkle.consistent(0, merkle.EMPTY, 1, roots[1], [])
    assert not merkle.consistent(2, roots[2], 1, roots[1], [])
    assert not merkle.consistent(3, roots[3], 5, roots[5], [])


def test_the_frontier_gives_the_same_root_as_the_tree_from_its_definition() -> None:
    def defined(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        k = max(1 << n for n in range(7) if 1 << n < len(leaves))
        return merkle.node(defined(leaves[:k]), defined(leaves[k:]))

    for size in range(1, 65):
        assert merkle.root(LEAVES[:size]) == defined(LEAVES[:size])
