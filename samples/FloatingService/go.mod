module example.com/floatingservice

go 1.24
