using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace MlpGen.Cluster;

/// <summary>What becomes of a call that did not come back, by Polly: it is made again until there is an answer, or time is up.</summary>
/// <remarks>All that MlpGen's grains are asked gives the same answer however often it is asked, so that asking again counts nothing twice. What a
/// run itself does wrong is part of an answer; what is thrown is a fault on the way: a silo that died or hangs, storage that is away for a
/// while. Orleans finds out about dead silos, and places their grains elsewhere.</remarks>
internal static partial class AskAgain
{
    /// <summary>For calls from a place that logs.</summary>
    /// <param name="giveUpAfter">After what time without an answer it is given up.</param>
    /// <param name="logger">Told of each call that is made again; null for nobody.</param>
    public static ResiliencePipeline Until(TimeSpan giveUpAfter, ILogger? logger) => new ResiliencePipelineBuilder()
        .AddTimeout(giveUpAfter)
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            ShouldHandle = static arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is not null && !arguments.Context.CancellationToken.IsCancellationRequested),
            OnRetry = arguments =>
            {
                if (logger is not null)
                {
                    Asking(logger, arguments.Outcome.Exception!.GetType().Name, arguments.Outcome.Exception.Message);
                }

                return ValueTask.CompletedTask;
            },
        })
        .Build();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Asking again after {Fault}: {Reason}")]
    private static partial void Asking(ILogger logger, string fault, string reason);
}
