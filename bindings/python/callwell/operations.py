class Operations:
    def __init__(self, call):
        pass
