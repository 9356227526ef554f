"""SHA-512, with which `random` turns a text into a seed."""

_MASK = (1 << 64) - 1


def _primes(count):
    primes = []
    number = 2
    while len(primes) < count:
        if all(number % prime for prime in primes):
            primes.append(number)
        number += 1
    return primes


def _root(number, degree):
    """The first 64 bits after the point of a root."""
    scaled = number << (64 * degree)
    low, high = 0, 1 << 72
    while low + 1 < high:
        middle = (low + high) // 2
        if middle**degree <= scaled:
            low = middle
        else:
            high = middle
    return low & _MASK


def _rotate(word, bits):
    return ((word >> bits) | (word << (64 - bits))) & _MASK


def _block(state, block, constants):
    words = [int.from_bytes(block[i : i + 8]) for i in range(0, 128, 8)]
    for i in range(16, 80):
        a, b = words[i - 15], words[i - 2]
        s0 = _rotate(a, 1) ^ _rotate(a, 8) ^ (a >> 7)
        s1 = _rotate(b, 19) ^ _rotate(b, 61) ^ (b >> 6)
        words.append((words[i - 16] + s0 + words[i - 7] + s1) & _MASK)
    a, b, c, d, e, f, g, h = state
    for constant, word in zip(constants, words):
        s1 = _rotate(e, 14) ^ _rotate(e, 18) ^ _rotate(e, 41)
        first = h + s1 + ((e & f) ^ (~e & _MASK & g)) + constant + word
        s0 = _rotate(a, 28) ^ _rotate(a, 34) ^ _rotate(a, 39)
        second = s0 + ((a & b) ^ (a & c) ^ (b & c))
        a, b, c, d, e, f, g, h = (first + second) & _MASK, a, b, c, (d + first) & _MASK, e, f, g
    return [(old + new) & _MASK for old, new in zip(state, (a, b, c, d, e, f, g, h))]


class sha512:
    def __init__(self, data=b""):
        self._data = bytes(data)

    def digest(self):
        length = len(self._data)
        data = self._data + b"\x80" + bytes(-(length + 17) % 128) + (length * 8).to_bytes(16)
        primes = _primes(80)
        constants = [_root(prime, 3) for prime in primes]
        state = [_root(prime, 2) for prime in primes[:8]]
        for start in range(0, len(data), 128):
            state = _block(state, data[start : start + 128], constants)
        return b"".join(word.to_bytes(8) for word in state)
