"""The processes that queries run in. The engine cannot be interrupted, so a query is stopped by killing its process.

worker          the program of such a process
wire            the frames that it exchanges with its parent
query_process   the process as its parent sees it: start, ask, kill
single_query    one process for one query: for the command line and the API
pool            the server's processes: a bounded queue, a timeout, a new process for each that was killed
"""
