# caso: un entero
doble(3)
