Console.WriteLine("Hello, world");
